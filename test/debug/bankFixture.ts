/** A bank with everything that a debugger may be asked about; lines count from `flow bank`, which is line 1. */
export const bank = `--- bank.flow
flow bank
bot bank { start bank.start }
var session.account.limit: number = 10

state start {
  say "Welcome"
  call help.tips
  ask session.name as text "Your name?"
  -> menu
}
state menu {
  say "What now, {session.name ?? "you"}?" {
    reply "Balance" -> balance
    reply "Pay" -> pay
  }
  on intent bye -> farewell
  on event "moved" { say "To {event.payload.to}" }
}
state pay {
  api POST "http://localhost/pay" {
    on 409 { say "Closed" }
    on failure { say "Failed" }
  }
  if temp.response.status == 500 { say "It is broken" } else { say "Paid" }  -> menu
}
state balance {
  api GET "http://localhost/balance" { on 4xx -> farewell }
  say "You have {account.amount}"
  -> menu
}
state farewell { say "Bye"  -> end }
intent bye { "bye bye" "see you later" }
preset rich { session.account.amount = 1000000 }
mock vault POST "/pay" { status 200 body { ok: true } }
--- help.flow
flow help

state tips {
  set temp.shown = 1
  say "A tip"
  -> return
}
--- failing.flow
flow failing
state apiFailure { on any { api GET "http://localhost/vault" { on 5xx { say "Handled" } } } }
state unhandledApiFailure { on any { api GET "http://localhost/vault" } }
state brokenNext { on any { api GET "http://localhost/broken" { on failure { say "Handled" } } } }
state expressionError { on any { say "It is {session.missing}" } }
state endlessLoop { on any -> round }
state round { set session.n = 1  -> around }
state around { if session.n != 1 { ask session.m as text "?" }  -> round }
`;
