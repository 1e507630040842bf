package swafoto.android.view

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.graphics.Color
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.Window
import android.widget.FrameLayout
import androidx.lifecycle.DefaultLifecycleObserver
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import kotlinx.coroutines.Job
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import swafoto.android.SelfieResult
import swafoto.android.camera.CameraPermission
import swafoto.android.camera.SelfieCamera
import swafoto.android.guidance.Announcement
import swafoto.android.guidance.Announcer
import swafoto.android.guidance.ScreenLight
import swafoto.android.guidance.SpokenGuidance
import swafoto.android.guidance.Vibrations
import swafoto.android.guidance.Words
import swafoto.android.overlay.OverlayView
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieScreen

/**
 * Camera, overlay, hint, question and buttons of one selfie, for an app's own screen. All calls on the main thread.
 *
 * @param context of the screen it is part of.
 * @param controller what it shows; it outlives the view.
 * @param camera the camera it shows; it is the view's own.
 * @param host the screen around it.
 * @param window brightened when the core asks for more light; without one the surround alone turns white.
 * @param spoken speaks the hints aloud, also where no screen reader runs; as the request says, where nothing else is.
 */
public class SelfieView(
    context: Context,
    private val controller: SelfieController,
    private val camera: SelfieCamera,
    private val host: Host,
    window: Window? = null,
    spoken: Boolean = controller.spoken,
) : FrameLayout(context) {
    /** What the view cannot do itself. */
    public interface Host {
        /** Asks Android for [Manifest.permission.CAMERA] and tells [SelfieController.permission] the answer. */
        public fun askForCamera()

        /** Opens Android's settings of the app. */
        public fun openSettings()

        /** It is over, and the person has seen why. Called once. */
        public fun finished(result: SelfieResult)
    }

    private val words = Words.of(context)
    private val announcer = Announcer(words)
    private val vibrations = Vibrations(context)
    private val voice = if (spoken) SpokenGuidance(context, words.locale) else null
    private val light = ScreenLight(window)
    private val overlay = OverlayView(context).apply { mirrored = camera.mirrored }
    private val panel = PanelView(context, ::act, controller::declareCovering)
    private val scope = MainScope()
    private var watching: Job? = null
    private var told = false

    /** The controller has this view's camera. */
    private var attached = false
    private var unfollow: () -> Unit = {}

    init {
        // Black, so that nothing flashes before the first frame.
        setBackgroundColor(Color.BLACK)
        keepScreenOn = true
        for (layer in listOf(camera.preview, overlay, panel)) addView(layer, LayoutParams(MATCH_PARENT, MATCH_PARENT))
    }

    /** Shows the session and opens the camera, where the app may use it. */
    public fun start() {
        watching?.cancel()
        watching = scope.launch { controller.screen.collect(::show) }
        if (permitted) {
            controller.permission(CameraPermission.GRANTED)
            open()
        } else if (controller.screen.value !is SelfieScreen.NeedsPermission) {
            controller.permission(CameraPermission.UNKNOWN)
        }
    }

    private val permitted: Boolean
        get() = context.checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED

    private fun open() {
        attached = true
        controller.attach(camera)
    }

    /** Closes the camera: the screen is no longer seen. [start] goes on. */
    public fun stop() {
        watching?.cancel()
        light.off()
        attached = false
        controller.detach(camera)
    }

    /** Ends the view's own work. The controller goes on: it may be shown by another view, as after a rotation. */
    public fun close() {
        unfollow()
        stop()
        scope.cancel()
        voice?.close()
    }

    /** Starts, stops and closes with `lifecycle`, until it is closed. */
    public fun follow(lifecycle: Lifecycle) {
        val follower = object : DefaultLifecycleObserver {
            override fun onStart(owner: LifecycleOwner) = start()

            override fun onStop(owner: LifecycleOwner) = stop()

            override fun onDestroy(owner: LifecycleOwner) = close()
        }
        lifecycle.addObserver(follower)
        unfollow = { lifecycle.removeObserver(follower) }
    }

    private fun show(screen: SelfieScreen) {
        if (screen is SelfieScreen.Live) {
            light.follow(screen.guidance.update.hint)
            announcer.hear(screen.guidance)?.let(::announce)
            panel.offer(emptyList())
            panel.ask(words.takeIf { screen.guidance.update.askCovering })
        } else {
            // Android's question does not stop the screen behind it, so that nothing else opens the camera after the answer.
            if (screen == SelfieScreen.Preparing && !attached && permitted) open()
            announcer.forget()
            panel.ask(null)
            Panel.of(screen, resources, words)?.let {
                panel.say(it.text)
                voice?.say(it.text)
                panel.offer(it.actions)
            }
        }
        overlay.show(screen, light.on)
        if (screen is SelfieScreen.Finished) finish(screen.result)
    }

    private fun announce(announcement: Announcement) {
        announcement.haptic?.let(vibrations::play)
        announcement.text?.let(panel::say)
        announcement.spoken?.let { voice?.say(it) }
    }

    private fun finish(result: SelfieResult) {
        announcer.hear(result)?.let(::announce)
        light.off()
        // What needs no explaining goes on at once; of the rest the person reads why, and closes it.
        when (result) {
            is SelfieResult.Accepted, is SelfieResult.ForReview, SelfieResult.Cancelled -> tellHost(result)
            else -> Unit
        }
    }

    private fun act(action: PanelAction) {
        when (action) {
            PanelAction.ALLOW_CAMERA -> host.askForCamera()
            PanelAction.OPEN_SETTINGS -> host.openSettings()
            PanelAction.TRY_AGAIN -> {
                controller.detach(camera)
                start()
            }
            PanelAction.CLOSE -> {
                controller.cancel()
                controller.outcome?.let(::tellHost)
            }
        }
    }

    private fun tellHost(result: SelfieResult) {
        if (told) return
        told = true
        host.finished(result)
    }
}
