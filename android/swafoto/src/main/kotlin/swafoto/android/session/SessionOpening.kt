package swafoto.android.session

import swafoto.PictureSize
import swafoto.Policy
import swafoto.SelfieSession
import swafoto.SessionRequest
import swafoto.android.PolicyChoice
import swafoto.android.SelfieRequest
import swafoto.defaultPolicyName

/**
 * A session and its lease of the engine, which end together.
 *
 * @throws swafoto.SwafotoException where the policy cannot be used; nothing is held then.
 */
internal class SessionOpening(request: SelfieRequest, stillSize: PictureSize?) : AutoCloseable {
    val session: SelfieSession

    init {
        val engine = SharedEngine.lease()
        session = try {
            request.policy.open().use { SelfieSession(engine, it, request.toSession(stillSize)) }
        } catch (any: Throwable) {
            SharedEngine.release()
            throw any
        }
    }

    override fun close() {
        session.close()
        SharedEngine.release()
    }
}

private fun PolicyChoice.open(): Policy = when (this) {
    PolicyChoice.Default -> Policy.preset(defaultPolicyName())
    is PolicyChoice.Preset -> Policy.preset(name)
    is PolicyChoice.Toml -> Policy.fromToml(text)
}

private fun SelfieRequest.toSession(stillSize: PictureSize?) = SessionRequest(
    reference = reference,
    nonce = nonce,
    retake = retake,
    declaredCovering = declaredCovering,
    stillSize = stillSize,
    limitMs = limitMilliseconds?.toULong(),
)
