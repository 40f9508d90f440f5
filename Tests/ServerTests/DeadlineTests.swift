import HummingbirdTesting
import NIOCore
import NIOPosix
import Server
import ServerTesting
import SyncCore
import Testing

@Suite struct DeadlineTests {
  /// A body that trickles is never idle; the deadline of the request ends it all the same.
  @Test(.timeLimit(.minutes(1))) func aTricklingBodyIsCutOff() async throws {
    var server = try TestServer()
    server.limits.deadlineSeconds = 1
    try await server.application.application().test(.live) { client in
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: try #require(client.port)).get()
      let head = "POST \(Route.enrol) HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n"
      try await channel.writeAndFlush(ByteBuffer(string: head))
      var sent = 0
      while channel.isActive, sent < 200 {
        try? await channel.writeAndFlush(ByteBuffer(string: " "))
        try await Task.sleep(for: .milliseconds(50))
        sent += 1
      }
      #expect(sent < 200)
      try? await channel.close()
    }
  }
}
