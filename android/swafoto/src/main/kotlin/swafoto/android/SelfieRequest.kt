package swafoto.android

import swafoto.RuleId

/**
 * What an app asks for: one photo of one person, by one policy.
 *
 * @property policy the rules to hold; those of the SDK's default preset where nothing is said.
 * @property reference the institution's reference; goes into the receipt unread.
 * @property nonce the server's nonce, which makes a receipt good for one use; goes into the receipt unread.
 * @property retake the rules that failed last time: the session begins by explaining these. Empty for a first photo.
 * @property declaredCovering the app knows that the person covers their head for faith or health. Where it does not know, the
 *   session asks if that matters.
 * @property limitMilliseconds the longest the session may take, in place of the policy's own limit: longer than holding and, in
 *   a retake, explaining take.
 * @property signingKey alias of the key in the Android Keystore that signs the receipt; made where there is none. Without
 *   an alias the receipt is not signed.
 * @property spoken speaks the hints aloud, also where no screen reader runs.
 */
public data class SelfieRequest(
    val policy: PolicyChoice = PolicyChoice.Default,
    val reference: String? = null,
    val nonce: String? = null,
    val retake: List<RuleId> = emptyList(),
    val declaredCovering: Boolean = false,
    val limitMilliseconds: Long? = null,
    val signingKey: String? = null,
    val spoken: Boolean = false,
) {
    init {
        require(limitMilliseconds == null || limitMilliseconds > 0) {
            "limitMilliseconds is $limitMilliseconds, must be above 0"
        }
    }
}

/** Where a session's rules come from. */
public sealed interface PolicyChoice {
    /** The SDK's default preset. */
    public data object Default : PolicyChoice

    /** A preset of the SDK, such as `ektp`; an unknown name ends the session with [SelfieResult.Failed]. */
    public data class Preset(val name: String) : PolicyChoice

    /** The text of a policy file, shipped with the app or taken from its server; a policy that is contradictory or unknown
     * to this version ends the session with [SelfieResult.Failed] and the reason. */
    public data class Toml(val text: String) : PolicyChoice
}
