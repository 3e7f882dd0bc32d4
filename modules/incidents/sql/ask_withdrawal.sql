-- The reporter asks to take the case back ($3), or that was settled; $4: somebody pressed the reporter to.
update incidents.incident set withdrawal_asked = $3, withdrawal_pressed = withdrawal_pressed or $4
where id = $1 and district = $2
