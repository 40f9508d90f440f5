/// One device's writing, numbered from 1 without holes.
package struct StreamID: Hashable, Sendable {
  /// The device: the first 16 bytes of the digest of its signing key, in hexadecimal.
  package let device: String
  /// The device's present life: 64 random bits in hexadecimal, by which a device that begins anew under its old name
  /// can be told from what it was.
  package let incarnation: String

  /// The stream of that device and incarnation.
  package init(device: String, incarnation: String) {
    self.device = device
    self.incarnation = incarnation
  }
}

/// How far somebody durably holds a stream: the number of the last entry and the chain hash there.
package struct StreamMark: Hashable, Sendable {
  /// The number of the last entry; 0 before the first.
  package let sequence: Int
  /// The chain hash after that entry.
  package let hash: Fingerprint

  /// The mark at that entry.
  package init(sequence: Int, hash: Fingerprint) {
    self.sequence = sequence
    self.hash = hash
  }
}
