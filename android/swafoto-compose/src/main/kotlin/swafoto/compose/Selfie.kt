package swafoto.compose

import android.content.Context
import android.view.Window
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.viewinterop.AndroidView
import androidx.lifecycle.compose.LocalLifecycleOwner
import swafoto.android.camera.SelfieCamera
import swafoto.android.session.SelfieController
import swafoto.android.view.SelfieView

/**
 * One selfie inside an app's own Compose screen. It opens and closes its camera with the lifecycle around it.
 *
 * @param controller what it shows; keep it in a view model, such as `SelfieViewModel`.
 * @param host the screen around it.
 * @param createCamera makes the camera, such as `::CameraXSelfieCamera`.
 * @param window brightened when the core asks for more light.
 * @param spoken speaks the hints aloud, also where no screen reader runs.
 */
@Composable
public fun Selfie(
    controller: SelfieController,
    host: SelfieView.Host,
    createCamera: (Context) -> SelfieCamera,
    modifier: Modifier = Modifier,
    window: Window? = null,
    spoken: Boolean = false,
) {
    val lifecycle = LocalLifecycleOwner.current.lifecycle
    AndroidView(
        factory = { context ->
            SelfieView(context, controller, createCamera(context), host, window, spoken).also { it.follow(lifecycle) }
        },
        modifier = modifier,
        onRelease = SelfieView::close,
    )
}
