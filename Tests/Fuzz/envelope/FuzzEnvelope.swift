import FuzzTesting

/// What is sealed and what is said of keys, against whatever bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEnvelope(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.envelope.take(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
