package swafoto.android

import swafoto.FlowRequest
import swafoto.PolicyChoice
import swafoto.RuleId
import swafoto.SessionRequest

/**
 * What an app asks for: one photo of one person, by one policy.
 *
 * @property policy the rules to hold; those of the SDK's default preset where nothing is said. One that cannot be used ends with
 *   [SelfieResult.Failed].
 * @property reference the institution's reference; goes into the receipt unread.
 * @property nonce the server's nonce, which makes a receipt good for one use; goes into the receipt unread.
 * @property retake the rules that failed last time: the session begins by explaining these. Empty for a first photo.
 * @property declaredCovering the app knows that the person covers their head for faith or health. Where it does not know, the
 *   session asks if that matters.
 * @property limitMilliseconds the longest the session may take, in place of the policy's own limit: longer than holding and, in
 *   a retake, explaining take.
 * @property signingKey alias of the key in the Android Keystore that signs the receipt; made where there is none. Without
 *   an alias the receipt is not signed.
 * @property spoken speaks the hints aloud from the start, also where no screen reader runs.
 * @property languages BCP 47 tags of the person's languages, the one they like best first; those of the screen where there are none.
 * @property texts texts of the institution's own in that language, by their keys, such as `screen.accepted`.
 * @property contact whom to turn to for another way, such as a counter's address or a telephone number: shown to who cannot comply.
 */
public data class SelfieRequest(
    val policy: PolicyChoice = PolicyChoice.Standard,
    val reference: String? = null,
    val nonce: String? = null,
    val retake: List<RuleId> = emptyList(),
    val declaredCovering: Boolean = false,
    val limitMilliseconds: Long? = null,
    val signingKey: String? = null,
    val spoken: Boolean = false,
    val languages: List<String> = emptyList(),
    val texts: Map<String, String> = emptyMap(),
    val contact: String? = null,
)

/** The same in the core's terms. */
internal fun SelfieRequest.toFlow() = FlowRequest(
    policy = policy,
    session = SessionRequest(
        reference = reference,
        nonce = nonce,
        retake = retake,
        declaredCovering = declaredCovering,
        // No unsigned number is below zero, which the core refuses.
        limitMs = limitMilliseconds?.coerceAtLeast(0)?.toULong(),
    ),
    languages = languages,
    texts = texts,
    contact = contact,
    spoken = spoken,
)
