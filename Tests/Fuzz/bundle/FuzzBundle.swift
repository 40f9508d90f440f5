import FuzzTesting

/// A stick's file, against whatever bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBundle(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.bundle.take(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
