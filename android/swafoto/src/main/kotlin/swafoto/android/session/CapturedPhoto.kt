package swafoto.android.session

import swafoto.Capture
import swafoto.SwafotoException
import swafoto.android.SelfiePhoto
import swafoto.android.signing.KeystoreSigner

/**
 * The photo, taken out of the core, with its receipt; signed where [signingKey] names a key. A key that cannot sign costs
 * the signature, not the photo: the person did all they were asked to.
 */
internal fun Capture.toPhoto(signingKey: String?): SelfiePhoto {
    val signature = signingKey?.let { alias ->
        try {
            sign(KeystoreSigner(alias))
        } catch (_: SwafotoException.Callback) {
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
