import Crypto
import Foundation

/// Whether two secrets are equal, in a time that does not tell where they differ.
package func isEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  // Comparing keys is what swift-crypto offers in constant time.
  SymmetricKey(data: left) == SymmetricKey(data: right)
}
