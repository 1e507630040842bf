package swafoto.android

import swafoto.CameraPermission
import swafoto.CameraProblem
import swafoto.RuleId

/** How a selfie ended. Every session ends in one of these. */
public sealed interface SelfieResult {
    /** A photo that passed every rule, at full resolution. */
    public class Accepted(public val photo: SelfiePhoto) : SelfieResult

    /** Only under a policy with `on-blocked = "review"`: the best photo, which breaks [reasons], for a human to look at. */
    public class ForReview(public val photo: SelfiePhoto, public val reasons: List<RuleId>) : SelfieResult

    /** The rules could not be met within the policy's time. [reasons]: what blocked most comes first. */
    public class Blocked(public val reasons: List<RuleId>) : SelfieResult

    /** Nobody was seen within the policy's time. */
    public object TimedOut : SelfieResult

    /** The person did all they were asked to, and the camera delivered no usable photo. */
    public object NoUsablePhoto : SelfieResult

    /** The person or the app went back. */
    public object Cancelled : SelfieResult

    /** The person went back because the camera could not be used. */
    public class CameraUnusable(public val problem: CameraProblem) : SelfieResult

    /** The person went back because the app may not use the camera. */
    public class PermissionMissing(public val permission: CameraPermission) : SelfieResult

    /** The photo was made, but the process ended before the app received it. Nothing was stored, so ask again. */
    public object Lost : SelfieResult

    /** The policy cannot be used, or a defect. [reason] is for the app's developers, in English. */
    public class Failed(public val reason: String) : SelfieResult
}

internal val SelfieResult.photoOrNull: SelfiePhoto? get() = when (this) {
    is SelfieResult.Accepted -> photo
    is SelfieResult.ForReview -> photo
    else -> null
}

/**
 * A photo and what is said about it. It lives in memory only.
 *
 * @property jpeg the JPEG file, upright and cut as the policy asks, without EXIF.
 * @property width in pixels.
 * @property height in pixels.
 * @property sha256 of [jpeg], hexadecimal.
 * @property receipt the receipt: a compact JWS (RFC 7515, ES256) where [signed], else canonical JSON (RFC 8785).
 * @property signed whether [receipt] is signed. False where the request named no key, or where the Keystore refused.
 */
public class SelfiePhoto internal constructor(
    public val jpeg: ByteArray,
    public val width: Int,
    public val height: Int,
    public val sha256: String,
    public val receipt: String,
    public val signed: Boolean,
) : AutoCloseable {
    /** Wipes the picture: [jpeg] is zeros from now on. */
    override fun close() {
        jpeg.fill(0)
    }
}
