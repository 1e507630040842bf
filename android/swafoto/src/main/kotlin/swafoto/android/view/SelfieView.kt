package swafoto.android.view

import android.Manifest
import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.content.pm.PackageManager
import android.graphics.Rect
import android.os.Build
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.Window
import android.view.WindowInsets
import android.widget.FrameLayout
import androidx.lifecycle.DefaultLifecycleObserver
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.LifecycleOwner
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import swafoto.Announcement
import swafoto.Event
import swafoto.Haptic
import swafoto.PreviewArea
import swafoto.Screen
import swafoto.Step
import swafoto.android.SelfieResult
import swafoto.android.camera.SelfieCamera
import swafoto.android.phone.Brightness
import swafoto.android.phone.PhoneState
import swafoto.android.phone.Speech
import swafoto.android.phone.Vibrations
import swafoto.android.session.Drawing
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieOutput

/**
 * Draws one selfie, for an app's own screen: the camera's picture, the overlay over it, and the panel. All calls on the main thread.
 *
 * @param context of the screen it is part of.
 * @param controller what it shows; it outlives the view.
 * @param camera the camera it shows; it is the view's own.
 * @param host the screen around it.
 * @param window brightened where the face has to be lit; without one the surround alone turns white.
 * @param theme its colours and type.
 */
public class SelfieView(
    context: Context,
    private val controller: SelfieController,
    private val camera: SelfieCamera,
    private val host: Host,
    window: Window? = null,
    private val theme: SelfieTheme = SelfieTheme.of(context),
) : FrameLayout(context) {
    /** What the view cannot do itself. */
    public interface Host {
        /** Asks Android for [Manifest.permission.CAMERA] and tells [SelfieController.tell] the answer as `Event.Permission`. */
        public fun askForCamera()

        /** Opens Android's settings of the app. */
        public fun openSettings()

        /** It is over, and the person has seen why. Called once. */
        public fun finished(result: SelfieResult)

        /** A scene was left: for the app's statistics. It says which, for how long and which rule held the person up. */
        public fun left(step: Step) {}
    }

    private val vibrations = Vibrations(context)
    private val speech = Speech(this)
    private val brightness = Brightness(window)
    private val phone = PhoneState(context, controller::tell)

    /** Hides the camera's picture where none is to be seen, and leaves its surface alone. */
    private val cover = View(context).apply { setBackgroundColor(theme.surface) }
    private val overlay = OverlayView(context, theme)
    private val panel = PanelView(context, theme, { controller.tell(Event.Pressed(it)) }) { controller.tell(Event.Answered(it)) }
    private val scope = MainScope()
    private var watching: Job? = null
    private var screen: Screen? = null
    private var area: PreviewArea? = null
    private var unfollow: () -> Unit = {}

    private val output = object : SelfieOutput {
        override fun say(announcement: Announcement) = speech.say(announcement, screen)

        override fun feel(haptic: Haptic) = vibrations.play(haptic)

        override fun askForCamera() = host.askForCamera()

        override fun openSettings() = host.openSettings()

        override fun left(step: Step) = host.left(step)

        override fun finished(result: SelfieResult) = host.finished(result)
    }

    init {
        setBackgroundColor(theme.surface)
        keepScreenOn = true
        for (layer in listOf(camera.preview, cover, overlay, panel)) addView(layer, LayoutParams(MATCH_PARENT, MATCH_PARENT, Gravity.END))
    }

    /** The screen is seen: the camera opens, where the app may use it. */
    public fun start() {
        watching?.cancel()
        // The display has been given back meanwhile.
        screen = null
        watching = scope.launch(Dispatchers.Main.immediate) { controller.drawing.collect { it?.let(::draw) } }
        val locales = resources.configuration.locales
        controller.speak((0 until locales.size()).map { locales[it].toLanguageTag() })
        controller.permit(context.checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED)
        area?.let { controller.tell(Event.LaidOut(it)) }
        phone.start()
        controller.attach(camera, output)
    }

    /** The screen is not seen any more: the camera closes. [start] goes on. */
    public fun stop() {
        watching?.cancel()
        phone.stop()
        brightness.light(false)
        controller.detach(camera, rebuilt = context.activity?.isChangingConfigurations == true)
    }

    /** Ends the view's own work. The controller goes on: it may be shown by another view, as after a rotation. */
    public fun close() {
        unfollow()
        stop()
        scope.cancel()
        speech.close()
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

    /** Draws what is given; [start] has it draw what the controller says. */
    internal fun draw(drawing: Drawing) {
        overlay.shapes = drawing.overlay
        val screen = drawing.screen
        if (screen == this.screen) return
        this.screen = screen
        brightness.light(screen.lights)
        cover.visibility = if (screen.showsCamera) GONE else VISIBLE
        camera.preview.contentDescription = screen.previewLabel
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) accessibilityPaneTitle = screen.title
        panel.show(screen)
        requestLayout()
    }

    /** In a window that is wider than high the panel stands beside the camera's picture, if a word fits there. */
    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val (width, height) = MeasureSpec.getSize(widthMeasureSpec) to MeasureSpec.getSize(heightMeasureSpec)
        val room = (width * BESIDE).toInt()
        val fits = width > height && room >= pixels(LEAST_ROOM_DP) * resources.configuration.fontScale
        val seen = screen?.showsCamera == true
        panel.beside = fits && seen
        panel.layoutParams.width = if (panel.beside) room else MATCH_PARENT
        for (layer in listOf(camera.preview, overlay)) (layer.layoutParams as LayoutParams).run {
            marginEnd = if (fits) room else 0
            // Which side the end is has been decided before; a changed margin asks for it again.
            resolveLayoutDirection(this@SelfieView.layoutDirection)
        }
        super.onMeasure(widthMeasureSpec, heightMeasureSpec)
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        super.onLayout(changed, left, top, right, bottom)
        val density = resources.displayMetrics.density
        val now = PreviewArea(overlay.width.toFloat(), overlay.height.toFloat(), density, camera.mirrored)
        if (now == area) return
        area = now
        controller.tell(Event.LaidOut(now))
    }

    override fun onApplyWindowInsets(insets: WindowInsets): WindowInsets {
        panel.covered = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            insets.getInsets(WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout()).run { Rect(left, top, right, bottom) }
        } else {
            @Suppress("DEPRECATION")
            insets.run { Rect(systemWindowInsetLeft, systemWindowInsetTop, systemWindowInsetRight, systemWindowInsetBottom) }
        }
        return insets
    }

    private companion object {
        /** Of a wide window's width, for the panel. */
        const val BESIDE = 0.44f
        const val LEAST_ROOM_DP = 160
    }
}

private tailrec fun activityAround(context: Context): Activity? = when (context) {
    is Activity -> context
    is ContextWrapper -> activityAround(context.baseContext)
    else -> null
}

private val Context.activity: Activity? get() = activityAround(this)
