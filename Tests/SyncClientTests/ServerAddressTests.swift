import SyncClient
import Testing

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ("https://camtay.example.vn/a/", "https://camtay.example.vn/a"),
    ("camtay.example.vn", "https://camtay.example.vn"), ("HTTP://[::1]:80", "http://[::1]:80"),
  ])
  func readsAddresses(typed: String, text: String) throws { #expect(try ServerAddress(typed).text == text) }

  @Test(arguments: [
    "", "http://", "ftp://a", "file:///etc/passwd", "http://a:b@c", "http://a?x=1", "http://a b", "http://:80",
    "http://a:0", "http://a:99999", "http://a\r\nX: y", "http://đ.vn", "https://a#b",
  ])
  func refusesWhatIsNoAddress(typed: String) {
    #expect(throws: SyncFault.badAddress(typed)) { try ServerAddress(typed) }
  }
}
