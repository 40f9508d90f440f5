import Testing

/// What goes wrong between devices and a server, with real stores at both ends. One case at a time: they are heavy, and
/// would starve the tests beside them that go by the clock.
@Suite(.serialized) enum HardCases {}
