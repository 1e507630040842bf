package swafoto.compose

import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.view.Window
import androidx.compose.runtime.Composable
import androidx.compose.runtime.State
import androidx.compose.runtime.key
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Modifier
import androidx.compose.ui.viewinterop.AndroidView
import androidx.lifecycle.compose.LocalLifecycleOwner
import swafoto.android.SelfieResult
import swafoto.android.camera.SelfieCamera
import swafoto.android.session.SelfieController
import swafoto.android.view.SelfieView

/**
 * One selfie inside an app's own Compose screen. It opens and closes its camera with the lifecycle around it.
 *
 * @param controller what it shows; keep it in a view model, such as `SelfieViewModel`. With another one it begins anew.
 * @param host the screen around it.
 * @param createCamera makes the camera, such as `::CameraXSelfieCamera`.
 * @param window brightened when the core asks for more light; that of the activity around it where none is given.
 * @param spoken speaks the hints aloud, also where no screen reader runs; as the request says, where nothing else is.
 */
@Composable
public fun Selfie(
    controller: SelfieController,
    host: SelfieView.Host,
    createCamera: (Context) -> SelfieCamera,
    modifier: Modifier = Modifier,
    window: Window? = null,
    spoken: Boolean = controller.spoken,
) {
    val lifecycle = LocalLifecycleOwner.current.lifecycle
    val latest = rememberUpdatedState(host)
    // The view is made once for what it shows.
    key(controller, lifecycle) {
        AndroidView(
            factory = { context ->
                val light = window ?: windowOf(context)
                SelfieView(context, controller, createCamera(context), LatestHost(latest), light, spoken)
                    .also { it.follow(lifecycle) }
            },
            modifier = modifier,
            onRelease = SelfieView::close,
        )
    }
}

/** The host of the last composition: the view outlives those before it. */
private class LatestHost(private val host: State<SelfieView.Host>) : SelfieView.Host {
    override fun askForCamera() = host.value.askForCamera()

    override fun openSettings() = host.value.openSettings()

    override fun finished(result: SelfieResult) = host.value.finished(result)
}

private tailrec fun windowOf(context: Context): Window? = when (context) {
    is Activity -> context.window
    is ContextWrapper -> windowOf(context.baseContext)
    else -> null
}
