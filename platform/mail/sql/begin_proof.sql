-- A new address waits for its code; what was proven before no longer counts. $5: the hour of counting begins anew.
insert into mail.choice (account, record, code_digest, code_until, codes_sent, codes_since)
values ($1, $2, $3, $4, 1, $6)
on conflict (account) do update
set code_digest = excluded.code_digest, code_until = excluded.code_until, code_tries = 0, proven_at = null,
    codes_sent = case when $5 then 1 else mail.choice.codes_sent + 1 end,
    codes_since = case when $5 then excluded.codes_since else mail.choice.codes_since end
