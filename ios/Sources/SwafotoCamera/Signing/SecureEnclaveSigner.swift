#if canImport(Security) && canImport(CryptoKit)
    import CryptoKit
    import Foundation
    import Security
    import Swafoto

    /// Signs receipts (ES256) with a key that never leaves the phone's Secure Enclave.
    ///
    /// The key is made on first use and stays in the app's keychain, on this phone only. Enclaves of real phones fail at
    /// times; what they say comes out of `Capture.signedReceipt`, and the photo stays.
    public final class SecureEnclaveSigner: ReceiptSigner {
        /// Why the enclave did not do as asked: the description that Security gives.
        public struct KeyUnavailable: Error, CustomStringConvertible {
            public let description: String
        }

        private let tag: Data

        /// - Parameter name: Of the key in the app's keychain.
        public init(name: String) { tag = Data(name.utf8) }

        /// SHA-256 of the public key (DER, SubjectPublicKeyInfo) in base64url: what a server calls this key by.
        public func keyId() throws -> String? {
            PublicKeyBytes.base64url(SHA256.hash(data: try publicKey()))
        }

        /// The public key for the server's register of keys: DER, SubjectPublicKeyInfo.
        public func publicKey() throws -> Data {
            var failure: Unmanaged<CFError>?
            guard let key = SecKeyCopyPublicKey(try privateKey()),
                let point = SecKeyCopyExternalRepresentation(key, &failure),
                let info = PublicKeyBytes.subjectPublicKeyInfo(point: point as Data)
            else { throw Self.reason(failure) }
            return info
        }

        public func sign(bytes: Data) throws -> Data {
            var failure: Unmanaged<CFError>?
            let signed = SecKeyCreateSignature(
                try privateKey(), .ecdsaSignatureMessageX962SHA256, bytes as CFData, &failure)
            guard let signed else { throw Self.reason(failure) }
            return signed as Data
        }

        private func privateKey() throws -> SecKey {
            let wanted: [CFString: Any] = [
                kSecClass: kSecClassKey, kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom,
                kSecAttrApplicationTag: tag, kSecReturnRef: true,
            ]
            var found: CFTypeRef?
            let status = SecItemCopyMatching(wanted as CFDictionary, &found)
            if status == errSecSuccess, let found {
                // What is found is a key, as asked for; Core Foundation's types cannot be tested.
                return found as! SecKey
            }
            guard status == errSecItemNotFound else { throw KeyUnavailable(description: "keychain: \(status)") }
            return try make()
        }

        private func make() throws -> SecKey {
            var failure: Unmanaged<CFError>?
            let access = SecAccessControlCreateWithFlags(
                nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, .privateKeyUsage, &failure)
            guard let access else { throw Self.reason(failure) }
            let privateKey: [CFString: Any] = [
                kSecAttrIsPermanent: true, kSecAttrApplicationTag: tag, kSecAttrAccessControl: access,
            ]
            let wanted: [CFString: Any] = [
                kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 256,
                kSecAttrTokenID: kSecAttrTokenIDSecureEnclave, kSecPrivateKeyAttrs: privateKey,
            ]
            guard let key = SecKeyCreateRandomKey(wanted as CFDictionary, &failure) else { throw Self.reason(failure) }
            return key
        }

        private static func reason(_ failure: Unmanaged<CFError>?) -> KeyUnavailable {
            let error = failure?.takeRetainedValue()
            return KeyUnavailable(description: error.map { "\($0)" } ?? "the key has another form than asked for")
        }
    }
#endif
