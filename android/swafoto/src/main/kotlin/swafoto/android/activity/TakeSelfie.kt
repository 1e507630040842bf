package swafoto.android.activity

import android.app.Activity
import android.content.Context
import android.content.Intent
import androidx.activity.result.contract.ActivityResultContract
import swafoto.android.SelfieRequest
import swafoto.android.SelfieResult
import swafoto.android.requestOf
import swafoto.android.toBundle

/**
 * "Just give me the photo": opens a whole screen and gives back what came of it.
 *
 * The request outlives the process: if Android ends it meanwhile, the screen opens anew with the same request. A photo does
 * not; where it was lost the result is [SelfieResult.Lost].
 *
 * @param screen the screen to open, such as that of `swafoto-camerax`.
 */
public open class TakeSelfie(private val screen: Class<out SelfieActivity>) :
    ActivityResultContract<SelfieRequest, SelfieResult>() {

    override fun createIntent(context: Context, input: SelfieRequest): Intent =
        Intent(context, screen).putExtra(REQUEST, input.toBundle())

    override fun parseResult(resultCode: Int, intent: Intent?): SelfieResult {
        val key = intent?.getStringExtra(RESULT)
        if (resultCode != Activity.RESULT_OK || key == null) return SelfieResult.Cancelled
        return Handover.fetch(key) ?: SelfieResult.Lost
    }

    internal companion object {
        const val REQUEST = "swafoto.request"
        const val RESULT = "swafoto.result"

        fun requestIn(intent: Intent): SelfieRequest = intent.getBundleExtra(REQUEST)?.let(::requestOf) ?: SelfieRequest()

        fun resultOf(result: SelfieResult): Intent = Intent().putExtra(RESULT, Handover.leave(result))
    }
}
