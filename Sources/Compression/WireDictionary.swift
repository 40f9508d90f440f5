/// What nearly every message of the exchange has in it, for zlib to point at from the first byte on: a day's work is a
/// few messages of a few thousand bytes, in which everything comes for the first time.
///
/// It is part of the coding `camtay-1` and never changes; another dictionary is another coding. What is commonest stands
/// last, where it is cheapest to point at.
enum WireDictionary {
  static let bytes = Array(
    #"""
    {"code":"","status":,"title":"","type":"urn:camtay:problem:"}
    {"content_key":"","device":"","epoch":"","role":"volunteer","server_key":"","team":"","team_name":"","token":""}
    "clock":"suspect","kind":"amendment","kind":"void","kind":"person","amends":"","seen":[""]
    "blockers":["account-level1","account-level2","change-phone","recover-device","recover-password","sim-check",\
    "supplement","track","collect","safety","pay","other","pending","referred","gave-up","citizen-guided","volunteer",\
    "market","school","office","post","level":"full","level":"partial","procedure":"1.004222","satisfaction":5,"skipped":[
    {"device":"","epoch":"","feed":{"after":0,"lines":1,"more":false,"to":},"incarnation":"","mark":,"outcome":"stored",\
    "protocol":1,"time":179
    +1 
    {"base":0,"device":"","entries":,"feed":{"after":0,"bytes":524288,"checkpoints":[]},"guides":{},"incarnation":"",\
    "protocol":{"newest":1,"oldest":1}}
    {"body":"","clock":"unsynced","device":"","id":"","kind":"assistance","person":"","schema":1,"sealed":"","time":117
    {"consent":{"given":true,"language":"vi","text_version":1,"time":179},"guide":"","guide_end":"","guide_version":1,\
    "minutes":1,"minutes_source":"measured","operated_by":"citizen","outcome":"solved","place":"home","service":"submit",\
    "started":179
    """#.utf8)
}
