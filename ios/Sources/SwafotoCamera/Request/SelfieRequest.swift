import Swafoto

/// What an app asks for: one photo of one person, by one policy.
public struct SelfieRequest: Sendable {
    /// The rules to hold.
    public var policy: PolicyChoice
    /// The institution's reference; goes into the receipt unread.
    public var reference: String?
    /// The server's nonce, which makes a receipt good for one use; goes into the receipt unread.
    public var nonce: String?
    /// The rules that failed last time: the session begins by explaining these. Empty for a first photo.
    public var retake: [RuleId]
    /// The app knows that the person covers their head for faith or health. Who does not know leaves it `false`: the session
    /// asks where it matters.
    public var declaredCovering: Bool
    /// The longest the session may take in milliseconds, in place of the policy's own limit: longer than holding and, in a
    /// retake, explaining take.
    public var limitMilliseconds: UInt64?
    /// Signs the receipt. Without one it is not signed.
    public var signer: (any ReceiptSigner)?

    public init(
        policy: PolicyChoice = .standard, reference: String? = nil, nonce: String? = nil, retake: [RuleId] = [],
        declaredCovering: Bool = false, limitMilliseconds: UInt64? = nil, signer: (any ReceiptSigner)? = nil
    ) {
        self.policy = policy
        self.reference = reference
        self.nonce = nonce
        self.retake = retake
        self.declaredCovering = declaredCovering
        self.limitMilliseconds = limitMilliseconds
        self.signer = signer
    }

    /// The same request for the photo only, once more: the session begins by explaining what failed.
    public func retaking(_ reasons: [RuleId], nonce: String?) -> SelfieRequest {
        var again = self
        again.retake = reasons
        again.nonce = nonce
        return again
    }

    func sessionRequest(stillSize: PictureSize?) -> SessionRequest {
        SessionRequest(
            reference: reference, nonce: nonce, retake: retake, declaredCovering: declaredCovering,
            stillSize: stillSize, limitMs: limitMilliseconds)
    }
}

/// Where a session's rules come from. A policy that cannot be used ends the session with `SelfieResult.failed`.
public enum PolicyChoice: Equatable, Sendable {
    /// The preset that holds where none is named.
    case standard
    /// A preset of the SDK, such as `ektp`.
    case preset(String)
    /// The text of a policy file, shipped with the app or taken from its server.
    case toml(String)

    func policy() throws(SwafotoError) -> Policy {
        switch self {
        case .standard: try Policy()
        case .preset(let name): try Policy(preset: name)
        case .toml(let text): try Policy(toml: text)
        }
    }
}
