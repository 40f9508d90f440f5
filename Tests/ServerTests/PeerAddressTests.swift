import Testing

@testable import Server

@Suite struct PeerAddressTests {
  @Test(arguments: [
    ("203.113.131.7", "203.113.131.0/24"), ("2001:ee0:4f0a:b1c0::17", "2001:ee0:4f0a::/48"),
    ("::ffff:203.113.131.7", "203.113.131.0/24"), ("203.113.131.7:4711", "203.113.131.0/24"),
    ("[2001:ee0:4f0a:b1c0::17]:4711", "2001:ee0:4f0a::/48"),
  ])
  func onlyWhatManyShareIsKept(text: String, kept: String) {
    #expect(PeerAddress(text)?.neighbourhood == kept)
  }

  @Test(arguments: ["", "unknown", "203.113.131", "_hidden", "203.113.131.7.9", "example.vn"])
  func whatIsNoAddressIsNone(text: String) { #expect(PeerAddress(text) == nil) }

  @Test func nearIsThisMachineOrANetworkOfOnesOwn() {
    for near in ["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.9.9", "192.168.1.1", "::1", "fd00::1", "fe80::1"] {
      #expect(PeerAddress(near)?.isNear == true, "\(near)")
    }
    for far in ["203.113.131.7", "172.32.0.1", "192.169.0.1", "11.0.0.1", "2001:ee0::1", "::2"] {
      #expect(PeerAddress(far)?.isNear == false, "\(far)")
    }
  }

  @Test func whoHasManyAddressesOfOneHouseholdIsOne() {
    #expect(PeerAddress("2001:ee0:1:2::3")?.household == PeerAddress("2001:ee0:1:2:9:9:9:9")?.household)
    #expect(PeerAddress("2001:ee0:1:2::3")?.household != PeerAddress("2001:ee0:1:3::3")?.household)
    #expect(PeerAddress("203.113.131.7")?.household != PeerAddress("203.113.131.8")?.household)
  }

  /// Whatever a client writes into the header itself stands before the proxy's word.
  @Test func onlyTheLastWordOfAProxyFromNearIsBelieved() {
    var exposure = Exposure()
    exposure.isBehindProxy = true
    let (near, far) = (PeerAddress("127.0.0.1"), PeerAddress("203.113.131.7"))
    let claimed = "10.0.0.1, 198.51.100.4 , 198.51.100.9"
    #expect(exposure.asking(peer: near, forwarded: claimed) == PeerAddress("198.51.100.9"))
    #expect(exposure.asking(peer: near, forwarded: nil) == near)
    #expect(exposure.asking(peer: near, forwarded: "nonsense") == near)
    #expect(exposure.asking(peer: far, forwarded: claimed) == far)
    #expect(Exposure().asking(peer: near, forwarded: claimed) == near)
  }

  @Test(arguments: [
    ("127.0.0.1:8080", true), ("localhost:0", true), ("[::1]:8080", true), ("127.9.9.9:1", true),
    ("0.0.0.0:8080", false), ("[::]:8080", false), ("192.168.1.5:80", false), ("127.evil.example:80", false),
  ])
  func onlyThisMachinesOwnAddressesAreLoopback(text: String, isLoopback: Bool) throws {
    #expect(try #require(ListeningAddress(text)).isLoopback == isLoopback)
  }
}
