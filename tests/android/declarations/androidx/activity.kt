// Of androidx.activity:activity 1.13. Sources: activity/activity/api/1.13.0-rc01.txt.
package androidx.activity

import android.app.Activity
import android.content.Intent
import androidx.activity.result.ActivityResultCallback
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContract

/** Works as far as results go: they find their way back by the order of registration, also after the end of the process. */
open class ComponentActivity : Activity() {
    private val receivers = mutableListOf<(Int, Intent?) -> Unit>()

    fun <I, O> registerForActivityResult(
        contract: ActivityResultContract<I, O>,
        callback: ActivityResultCallback<O>,
    ): ActivityResultLauncher<I> {
        val code = receivers.size
        receivers += { result, data -> callback.onActivityResult(contract.parseResult(result, data)) }
        return object : ActivityResultLauncher<I>() {
            override fun launch(input: I) = startActivityForResult(contract.createIntent(this@ComponentActivity, input), code)
        }
    }

    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        super.onActivityResult(requestCode, resultCode, data)
        receivers.getOrNull(requestCode)?.invoke(resultCode, data)
    }
}
