/// Why a compressed stream, or a body that may be one, was not taken.
package enum CompressionFault: Error, Hashable, Sendable {
  /// More bytes came than were allowed. Reading stopped there.
  case tooLong
  /// It expands to more bytes than were allowed. Expanding stopped there.
  case expandsTooFar
  /// It is no zlib stream, its checksum is wrong, it needs a dictionary, or bytes follow its end.
  case damaged
  /// It ends too early.
  case truncated
}
