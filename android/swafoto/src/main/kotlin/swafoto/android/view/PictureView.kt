package swafoto.android.view

import android.content.Context
import android.graphics.Canvas
import android.view.View
import swafoto.Picture
import swafoto.pictureShapes
import swafoto.pictureSide
import kotlin.math.min

/** A pictogram, as large as the view. */
internal class PictureView(context: Context, theme: SelfieTheme, picture: Picture, alternative: String) : View(context) {
    private val painter = ShapePainter(theme)
    private val shapes = pictureShapes(picture)
    private val side = pictureSide()

    init {
        contentDescription = alternative
        importantForAccessibility = IMPORTANT_FOR_ACCESSIBILITY_YES
    }

    override fun onDraw(canvas: Canvas) {
        val scale = min(width, height) / side
        canvas.scale(scale, scale)
        painter.draw(canvas, shapes)
    }
}
