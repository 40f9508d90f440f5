extension SecretWords {
  static let english = SecretWords(
    codes: everywhere
      + phrases(
        "your pin, the pin, a pin, my pin, their pin, his pin, her pin, citizen's pin, pins, pin of, pin number"),
    numbers: phrases("card number, card numbers, identity number, identity numbers"),
    veiled: [
      VeiledSecret(
        names: phrases(
          "the code, a code, this code, that code, your code, their code, the codes, six digits, 6 digits, four digits, 4 digits, the digits, six numbers, 6 numbers"
        ),
        harmless: phrases("code of the dossier, code of your dossier, code of the procedure"),
        signs: phrases(
          """
          arrived, arrives, just came, has come, came to your phone, in the message, in the text message, we sent, was sent,
          sent to your phone, sent to their phone, texted to you, by sms
          """)),
      VeiledSecret(
        names: phrases("card number, card numbers, three digits, 3 digits, long number, expiry date"), harmless: [],
        signs: phrases("on the back, bank, atm, card number, credit card, debit card, cvv, expiry date")),
      VeiledSecret(
        names: phrases("answer, answers"), harmless: [],
        signs: phrases("security question, security questions, security answer, security answers")),
    ],
    requests: phrases(
      """
      ask, asks, asking, demand, demands, request, i need, we need, i want, we want, what is, what's,
      could i have, can i have, may i have, collect, collects,
      want, wants
      """),
    questions: [], amounts: [],
    handings: phrases(
      """
      tell, tells, give, gives, giving, read, reads, reading, send, sends, sending, show, shows, hand, hands, text, texts,
      share, shares, sharing, provide, provides, forward, dictate, dictates, reveal, say, says,
      spell out, message us, message me, email
      """),
    news: [], events: [], sendings: phrases("send, sends, sending, text, texts, forward, show, shows"),
    givings: [],
    recordings: phrases(
      """
      write, writes, note, notes, record, records, recording, copy, copies, save, saves, store, stores, photograph,
      screenshot, take a photo of, take a picture of, keep a list of
      """),
    typings: phrases("type, types, typing, enter, enters, fill"), lookings: phrases("look, look at, see, watch"),
    takings: phrases("know, have"),
    harmless: phrases("send again, sign in, log in"), readings: phrases("read, reads, reading"),
    services: phrases("for the citizen, for them, for him, for her, for you, for the person"),
    lettings: phrases("let"), towards: phrases("to, with"),
    helpers: phrases("i, me, us, we, volunteer, volunteers, officer, staff, team"),
    bodies: phrases("caller, anybody, anyone, somebody, someone, others, a stranger, the police, leader"),
    channels: phrases("aloud, out loud, zalo, over the phone, by phone, by text, by message"),
    denials: phrases(
      """
      not, never, nobody, no one, don't, doesn't, won't, cannot, without, no, refuse, refuses, avoid, avoids, instead of,
      rather than, neither, nor
      """),
    fillers: set(
      """
      please ever may can must should will would to need and or anybody anyone at look for be asked call calls let does do the
      down up out over
      """),
    links: set(
      """
      the your my their his her a an any of out down aloud loudly up for to with over new current old login sms and or six
      digit bank vneid us him them people everybody's everybody everyone citizen's person's caller's each that this message screen with it
      """),
    citizens: phrases("you, citizen, citizens, person, people, them, him, her, everybody, everyone, caller"),
    heads: set("of about while how why that rules page button field question to in on at"),
    onlys: set("just only"), exceptions: phrases("except, but, other than"),
    breaks: set("then but"),
    others: set("forgot forgotten change changes new when whether if that was yourself"),
    settings: set("change changes new set"), predicates: set("is are must has have stays was should"),
    keepings: phrases("keep, alone, yourself, themselves, your own, their own"),
    alone: set("yourself alone"),
    machines: phrases(
      "it, phone, app, portal, screen, system, page, vneid, message, bank, site, website, server, vneid"),
    taps: set("tap press choose button click"),
    machineWays: phrases("again, to your phone, to their phone, to the phone"),
    outsiders: phrases(
      """
      scammer, scammers, crook, crooks, caller, callers, stranger, strangers, whoever, anyone who, anybody who, fake, thief,
      somebody asks, someone asks, swindler, swindlers, in secret
      """),
    sayings: phrases("say, says, write, writes, call, tell you"),
    conditions: phrases("if, when, whoever, once, anyone who, anybody who"),
    pasts: phrases("has, have, had, was, were, or typed, or told, or gave, and typed, that was"),
    warnings: phrases(
      "is a scam, is a scammer, is wrong, is a mistake, is forbidden, are scammers, is never right, in secret"),
    reproaches: phrases("why"), threats: [],
    asides: phrases("not even, neither, including, even"), whethers: phrases("do, does, did"), whetherEnds: [])
}
