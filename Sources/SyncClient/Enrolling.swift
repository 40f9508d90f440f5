import Domain
import Sealing
import SyncCore

/// Joining a team with an invitation's code.
package enum Enrolling {
  /// Joins over HTTP. The caller keeps the enrolment (`DeviceJournal.record`). Where the answer was lost, the same
  /// device may join again with the same code.
  ///
  /// - Parameters:
  ///   - url: the server's address as it was typed.
  ///   - code: the invitation's code as it was typed.
  ///   - name: what people call the device.
  /// - Throws: `SyncFault`.
  package static func enrol(at url: String, code: String, name: String, keys: DeviceKeys) async throws -> Enrolment {
    let address = try ServerAddress(url)
    return try await HTTPTransport.reaching(address) { transport in
      try await enrol(at: address, code: code, name: name, keys: keys, over: transport)
    }
  }

  /// Joins over a transport to that server.
  ///
  /// - Throws: `SyncFault`; `SealingError` where the keys are none.
  package static func enrol(
    at address: ServerAddress, code: String, name: String, keys: DeviceKeys, over transport: some Transport
  ) async throws -> Enrolment {
    guard let code = InvitationCode(code) else { throw SyncFault.refused(Problem(.codeUnknown)) }
    let request = try EnrolmentRequest(code: code, deviceName: name, keys: keys)
    let reply = try await transport.send(Route.enrol, body: request.bytes, token: nil)
    let body = try reply.granted()
    guard let response = try? EnrolmentResponse(bytes: body), response.device == keys.deviceID else {
      throw SyncFault.badAnswer(status: reply.status)
    }
    return Enrolment(server: address.text, response: response)
  }
}
