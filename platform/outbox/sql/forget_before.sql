-- Events of a past that was made, not lived: nobody is told of them.
delete from outbox.event where at < $1
