package swafoto.camerax

import android.content.Context
import android.os.Handler
import android.os.Looper
import android.view.View
import androidx.camera.lifecycle.ProcessCameraProvider
import androidx.camera.view.PreviewView
import swafoto.CameraProblem
import swafoto.android.camera.SelfieCamera
import java.util.concurrent.Executor

/**
 * The phone's front camera by CameraX.
 *
 * @param context of the screen that shows it.
 */
public class CameraXSelfieCamera(private val context: Context) : SelfieCamera {
    private val previewView = PreviewView(context).apply {
        scaleType = PreviewView.ScaleType.FILL_CENTER
    }
    private val main = Executor(Handler(Looper.getMainLooper())::post)
    private var bound: BoundCamera? = null

    /** Opened, but not bound yet: opening again makes the answer to the former question void. */
    private var waiting: Any? = null

    override val preview: View get() = previewView

    /** CameraX shows a front camera as a mirror does; what it delivers is not mirrored. */
    override val mirrored: Boolean get() = true

    override fun open(events: SelfieCamera.Events) {
        close()
        val question = Any().also { waiting = it }
        val answer = ProcessCameraProvider.getInstance(context)
        answer.addListener({
            if (waiting === question) {
                try {
                    bound = BoundCamera(context, previewView, events).also { it.bind(answer.get()) }
                } catch (_: Throwable) {
                    // CameraX could not start on this phone, or fell over its camera.
                    events.problem(CameraProblem.FAILED)
                }
            }
        }, main)
    }

    override fun takeStill() {
        bound?.takeStill()
    }

    override fun close() {
        waiting = null
        bound?.close()
        bound = null
    }
}
