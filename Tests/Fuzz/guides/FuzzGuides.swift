import FuzzTesting

/// The readers of guides, tables and phrases against whatever bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGuides(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  GuideFuzz.take(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
