import Foundation

/// A public key on P-256 in the form in which servers and Android know keys.
enum PublicKeyBytes {
    /// DER of `SubjectPublicKeyInfo` (RFC 5480), from the key's point as Apple exports it: 65 bytes, uncompressed.
    /// Nothing for bytes of another form.
    static func subjectPublicKeyInfo(point: Data) -> Data? {
        guard point.count == 65, point.first == 4 else { return nil }
        // SEQUENCE { SEQUENCE { id-ecPublicKey, secp256r1 }, BIT STRING }: the same for all keys on this curve.
        let head: [UInt8] = [
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
            0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
        ]
        return Data(head) + point
    }

    /// base64url without padding (RFC 4648).
    static func base64url(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
