package swafoto.sample

import android.os.Bundle
import android.util.Log
import androidx.activity.ComponentActivity
import swafoto.RuleId
import swafoto.android.SelfieRequest
import swafoto.android.SelfieResult
import swafoto.camerax.TakeSelfieWithCameraX

/**
 * A registration: a form, a selfie, and what came of it. A photo that was refused is taken again without asking for
 * anything else, also where Android ended the process meanwhile.
 */
class RegistrationActivity : ComponentActivity() {
    private val takeSelfie = registerForActivityResult(TakeSelfieWithCameraX(), ::received)
    private lateinit var form: RegistrationView
    private var retake = emptyList<RuleId>()

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        retake = savedInstanceState?.getStringArray(RETAKE).orEmpty().mapNotNull { name -> RuleId.entries.find { it.name == name } }
        form = RegistrationView(this) { takeSelfie.launch(request()) }
        setContentView(form)
        if (retake.isNotEmpty()) form.showRefused()
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        outState.putStringArray(RETAKE, retake.map { it.name }.toTypedArray())
    }

    private fun request() = SelfieRequest(
        reference = form.number,
        // A real app asks its server for a nonce; this one has none.
        nonce = null,
        retake = retake,
        declaredCovering = form.coversHead,
        signingKey = "swafoto-sample",
    )

    private fun received(result: SelfieResult) {
        when (result) {
            is SelfieResult.Accepted -> {
                retake = emptyList()
                form.showAccepted(result.photo)
            }
            is SelfieResult.Blocked -> {
                retake = result.reasons
                form.showRefused()
            }
            is SelfieResult.Failed -> {
                Log.e("sample", result.reason)
                form.showRefused()
            }
            else -> form.showRefused()
        }
    }

    private companion object {
        const val RETAKE = "retake"
    }
}
