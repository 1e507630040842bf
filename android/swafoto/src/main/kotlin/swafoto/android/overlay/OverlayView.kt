package swafoto.android.overlay

import android.content.Context
import android.graphics.Canvas
import android.view.View
import swafoto.android.session.SelfieScreen

/** Lies on the preview and draws what the session sees. Says nothing to screen readers: the hint does. */
internal class OverlayView(context: Context) : View(context) {
    private val painter = OverlayPainter(resources.displayMetrics.density)
    private var screen: SelfieScreen = SelfieScreen.Preparing
    private var lit = false

    /** Whether the preview under it shows the scene as a mirror does. */
    var mirrored = true

    init {
        importantForAccessibility = IMPORTANT_FOR_ACCESSIBILITY_NO
    }

    /** Draws what `screen` has to show. `lit`: the surround lights the face. */
    fun show(screen: SelfieScreen, lit: Boolean) {
        this.screen = screen
        this.lit = lit
        invalidate()
    }

    override fun onDraw(canvas: Canvas) {
        val picture = when (val screen = screen) {
            is SelfieScreen.Live -> OverlayPicture.of(screen.guidance, width, height, mirrored, lit)
            is SelfieScreen.Finished -> OverlayPicture.of(screen.result)
            else -> return
        }
        painter.draw(canvas, picture)
    }
}
