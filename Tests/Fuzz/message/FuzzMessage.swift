import FuzzTesting

/// Messages of the exchange, against whatever bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMessage(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.message.take(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
