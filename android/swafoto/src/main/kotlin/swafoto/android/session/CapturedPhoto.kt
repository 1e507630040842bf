package swafoto.android.session

import swafoto.Capture
import swafoto.Outcome
import swafoto.android.SelfiePhoto
import swafoto.android.SelfieResult
import swafoto.android.signing.KeystoreSigner

/** How it ended, for the app. A photo is taken out of the core, with its receipt; signed where [signingKey] names a key. */
internal fun Outcome.toResult(signingKey: String?): SelfieResult = when (this) {
    is Outcome.Accepted -> SelfieResult.Accepted(capture.use { it.toPhoto(signingKey) })
    is Outcome.ForReview -> SelfieResult.ForReview(capture.use { it.toPhoto(signingKey) }, reasons)
    is Outcome.Blocked -> SelfieResult.Blocked(reasons)
    Outcome.TimedOut -> SelfieResult.TimedOut
    Outcome.NoUsablePhoto -> SelfieResult.NoUsablePhoto
    Outcome.Cancelled -> SelfieResult.Cancelled
    is Outcome.CameraUnusable -> SelfieResult.CameraUnusable(problem)
    is Outcome.PermissionMissing -> SelfieResult.PermissionMissing(permission)
    is Outcome.Failed -> SelfieResult.Failed(reason)
}

/** A key that cannot sign costs the signature, not the photo: the person did all they were asked to. */
private fun Capture.toPhoto(signingKey: String?): SelfiePhoto {
    val signature = signingKey?.let { alias ->
        try {
            sign(KeystoreSigner(alias))
        } catch (_: Exception) {
            null
        }
    }
    return SelfiePhoto(
        jpeg = jpeg(),
        width = width().toInt(),
        height = height().toInt(),
        sha256 = sha256(),
        receipt = signature ?: receipt(),
        signed = signature != null,
    )
}
