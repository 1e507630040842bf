package swafoto.android.view

import android.content.Context
import android.graphics.Canvas
import android.view.View
import swafoto.Shape

/** Lies on the preview and draws what the core says. Says nothing to screen readers: what is to be said is told apart. */
internal class OverlayView(context: Context, theme: SelfieTheme) : View(context) {
    private val painter = ShapePainter(theme)

    /** In pixels of this view. */
    var shapes: List<Shape> = emptyList()
        set(value) {
            field = value
            invalidate()
        }

    init {
        importantForAccessibility = IMPORTANT_FOR_ACCESSIBILITY_NO
    }

    override fun onDraw(canvas: Canvas) = painter.draw(canvas, shapes)
}
