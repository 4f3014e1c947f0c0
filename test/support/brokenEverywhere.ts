/** A project with a broken reference to a state in every place where a state can be named, and no other mistake. */
export const brokenEverywhere = `
  --- bank.flow
  bot bank {
    languages en, nl
    start <|unknown-state|>strt</>
    fallback <|unknown-state|>help.nobody</>
    failure <|unknown-state|>nowhere.sorry</>
    on text "menu" -> <|unknown-state|>botRoute</>
  }

  service backend {
    base "http://localhost:4100"
    headers { "x-state": state <|unknown-state|>inService</> }
  }

  var session.first = state <|unknown-state|>inVar</>

  on intent help -> <|unknown-state|>help.globalRoute</>
  on text "stop" { say "Stop." { reply "No" -> <|unknown-state|>globalReply</> } }

  intent help { "help" }

  preset rich { session.next = state <|unknown-state|>inPreset</> }

  mock answers POST "/next" when body.next == state <|unknown-state|>inMockWhen</> {
    status 200
    body {
      action: { nextDialogstate: <|unknown-state|>"inMock"</> }
      next: state <|unknown-state|>help.inMockValue</>
      messages: [{ config: { payload: { "nextDialogstateId": <|unknown-state|>"help.inMockPayload"</> } } }]
    }
  } then {
    body { nextDialogstate: <|unknown-state|>"secondAnswer"</> }
  }
  --- transfer.flow
  /// Every place in which a state can be named.
  flow transfer

  state start {
    if session.a == state <|unknown-state|>compared</> -> <|unknown-state|>ifArm</>
    else if session.b { -> <|unknown-state|>elseIfArm</> }
    else { set session.c = state <|unknown-state|>stored</> }
    match session.d {
      1, state <|unknown-state|>matchValue</> -> <|unknown-state|>matchArm</>
      2 { -> <|unknown-state|>matchBlock</> }
      else -> <|unknown-state|>matchElse</>
    }
    call <|unknown-state|>help.called</>
    -> <|unknown-state|>\`Main menu\`</>
  }

  state asks {
    ask session.amount as number "How much? {state <|unknown-state|>inText</>}" {
      reply "All" -> <|unknown-state|>askReply</>
      button "Help" -> <|unknown-state|>\`help\`.askButton</>
      on text "stop" -> <|unknown-state|>askRoute</>
      check value != state <|unknown-state|>inCheck</> else "No: {state <|unknown-state|>inElse</>}"
      invalid { en "No." nl "Nee. {state <|unknown-state|>inLanguage</>}" }
      attempts 3 -> <|unknown-state|>attemptsGo</>
      skip when session.x == state <|unknown-state|>inSkip</>
    }
    say """
      Several lines
      and {json({ a: [state <|unknown-state|>inBlockText</>] })}.
    """ {
      reply "Yes" value state <|unknown-state|>replyValue</> -> <|unknown-state|>sayReply</>
      button "No" { -> <|unknown-state|>sayButton</> }
    }
    say {
      card "One" { subtitle "Sub" button "Go" -> <|unknown-state|>cardButton</> }
    }
    say {
      item "Two" { button "Go" { set session.z = 1 -> <|unknown-state|>itemButton</> } }
      payload { nextDialogstate: <|unknown-state|>"inPayload"</>, other: { nextDialogstateId: <|unknown-state|>"transfer.inPayload"</> } }
    }
    on text "route" -> <|unknown-state|>stateRoute</>
    on silence 5m { wait 1s call <|unknown-state|>calledInRoute</> }
  }

  state api_ {
    api backend POST "/x/{state <|unknown-state|>inUrl</>}" {
      query { q: state <|unknown-state|>inQuery</> }
      headers { h: "{state <|unknown-state|>inHeader</>}" }
      auth bearer state <|unknown-state|>inAuth</>
      body {
        ok: state <|unknown-state|>handed</>
        qualified: state <|unknown-state|>help.handed</>
        nextDialogstate: <|unknown-state|>"asString"</>
        "nextDialogstateId": session.q ? <|unknown-state|>"whenTrue"</> : (<|unknown-state|>"when.False"</>)
        nested: [{ nextDialogstate: session.w ?? <|unknown-state|>"fallback"</> }]
      }
      nextDialogstate <|unknown-state|>next1</>, agent, <|unknown-state|>help.next2</>, help.agent
      on success { -> <|unknown-state|>onSuccess</> }
      on 404 -> <|unknown-state|>onStatus</>
      on 5xx { call <|unknown-state|>onClass</> }
      on failure -> <|unknown-state|>help.onFailure</>
    }
    api POST "http://localhost/y" { form { next: state <|unknown-state|>inForm</> } }
    track "done" { state: state <|unknown-state|>inTrack</> }
    -> end
  }

  state agent { say "Here." -> help.agent }

  test "names states" with rich at <|unknown-state|>testAt</> {
    mock POST "/next" { body { nextDialogstate: <|unknown-state|>"inTestMock"</> } }
    tap { nextDialogstateId: <|unknown-state|>"inTap"</> }
    event "x" { nextDialogstate: <|unknown-state|>"inEvent"</> }
    expect state <|unknown-state|>expected</>
    expect state help.agent
    expect session.next == state <|unknown-state|>expectedValue</>
    expect request POST "/next" when body.next == state <|unknown-state|>requested</>
  }
  --- help.flow
  state agent id "dialogstate-7" {
    say "Hello." {
      payload { nextDialogstateId: "agent", more: { nextDialogstateId: "dialogstate-7" }, last: { nextDialogstate: "help.agent" } }
    }
    api GET "http://localhost/z" { query { nextDialogstate: "transfer.start", none: { nextDialogstate: "" }, dynamic: { nextDialogstate: "{session.x}" } } }
    -> transfer.start
  }
`;
