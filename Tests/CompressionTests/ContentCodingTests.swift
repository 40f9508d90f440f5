import Compression
import Testing

@Suite struct ContentCodingTests {
  @Test func whatABodyIsEncodedInIsReadAsHTTPWritesIt() {
    for header in ["", "identity", " Identity ", "identity, identity", ","] {
      #expect(ContentCoding(contentEncoding: header) == .identity)
    }
    for header in ["deflate", "DEFLATE", "\tdeflate ", "identity, deflate"] {
      #expect(ContentCoding(contentEncoding: header) == .deflate)
    }
    for header in ["gzip", "br", "zstd", "deflate, deflate", "deflate, gzip", "x-deflate", "deflate;q=1"] {
      #expect(ContentCoding(contentEncoding: header) == nil)
    }
  }

  @Test func whatIsAcceptedIsReadAsHTTPWritesIt() {
    for header in ["deflate", "gzip, deflate, br", "gzip;q=1, Deflate;q=0.5", "deflate ; q=0.001"] {
      #expect(ContentCoding.deflate.isAccepted(by: header))
    }
    for header in ["", "gzip", "identity", "deflate;q=0", "gzip, deflate; q=0.000", "x-deflate"] {
      #expect(!ContentCoding.deflate.isAccepted(by: header))
    }
    #expect(ContentCoding.identity.isAccepted(by: "gzip"))
  }
}
