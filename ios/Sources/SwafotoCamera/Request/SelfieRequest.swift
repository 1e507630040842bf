import Foundation
import Swafoto

/// What an app asks for: one photo of one person, by one policy.
public struct SelfieRequest: Sendable {
    /// The rules to hold. A policy that cannot be used ends it with `SelfieResult.failed`.
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
    /// BCP 47 tags of the person's languages, the one they like best first: by default the one that the app is shown in. The
    /// first that the SDK speaks holds; where it speaks none, Indonesian does.
    public var languages: [String]
    /// Texts of the institution's own in that language, by their keys, such as `screen.accepted`.
    public var texts: [String: String]
    /// Whom to turn to for another way, such as a counter's address: shown to who cannot comply. Without it no other way is
    /// promised.
    public var contact: String?
    /// Whether hints are spoken aloud from the start, also where VoiceOver does not run.
    public var spoken: Bool
    /// Hears of each part of the flow once it is over, for the app's statistics: which, how long, and what it was about. On a
    /// thread of the SDK's.
    public var whenStepEnds: @Sendable (SelfieStep) -> Void

    public init(
        policy: PolicyChoice = .standard, reference: String? = nil, nonce: String? = nil, retake: [RuleId] = [],
        declaredCovering: Bool = false, limitMilliseconds: UInt64? = nil, signer: (any ReceiptSigner)? = nil,
        languages: [String] = Bundle.main.preferredLocalizations, texts: [String: String] = [:], contact: String? = nil,
        spoken: Bool = false, whenStepEnds: @escaping @Sendable (SelfieStep) -> Void = { _ in }
    ) {
        self.policy = policy
        self.reference = reference
        self.nonce = nonce
        self.retake = retake
        self.declaredCovering = declaredCovering
        self.limitMilliseconds = limitMilliseconds
        self.signer = signer
        self.languages = languages
        self.texts = texts
        self.contact = contact
        self.spoken = spoken
        self.whenStepEnds = whenStepEnds
    }

    /// The same request for the photo only, once more: the session begins by explaining what failed.
    public func retaking(_ reasons: [RuleId], nonce: String?) -> SelfieRequest {
        var again = self
        again.retake = reasons
        again.nonce = nonce
        return again
    }

    var flow: FlowRequest {
        let session = SessionRequest(
            reference: reference, nonce: nonce, retake: retake, declaredCovering: declaredCovering,
            limitMs: limitMilliseconds)
        return FlowRequest(
            policy: policy, session: session, languages: languages, texts: texts, contact: contact, spoken: spoken)
    }
}
