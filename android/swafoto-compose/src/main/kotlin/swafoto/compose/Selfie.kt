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
import swafoto.Step
import swafoto.android.SelfieResult
import swafoto.android.camera.SelfieCamera
import swafoto.android.session.SelfieController
import swafoto.android.view.SelfieTheme
import swafoto.android.view.SelfieView

/**
 * One selfie inside an app's own Compose screen. It opens and closes its camera with the lifecycle around it.
 *
 * @param controller what it shows; keep it in a view model, such as `SelfieViewModel`. With another one it begins anew.
 * @param host the screen around it.
 * @param createCamera makes the camera, such as `::CameraXSelfieCamera`.
 * @param window brightened where the face has to be lit; that of the activity around it where none is given.
 * @param theme colours and type; those of the resources where none is given.
 */
@Composable
public fun Selfie(
    controller: SelfieController,
    host: SelfieView.Host,
    createCamera: (Context) -> SelfieCamera,
    modifier: Modifier = Modifier,
    window: Window? = null,
    theme: SelfieTheme? = null,
) {
    val lifecycle = LocalLifecycleOwner.current.lifecycle
    val latest = rememberUpdatedState(host)
    // The view is made once for what it shows.
    key(controller, lifecycle, theme) {
        AndroidView(
            factory = { context ->
                val light = window ?: windowOf(context)
                SelfieView(context, controller, createCamera(context), LatestHost(latest), light, theme ?: SelfieTheme.of(context))
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

    override fun left(step: Step) = host.value.left(step)
}

private tailrec fun windowOf(context: Context): Window? = when (context) {
    is Activity -> context.window
    is ContextWrapper -> windowOf(context.baseContext)
    else -> null
}
