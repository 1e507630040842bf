package swafoto.android.view

import android.graphics.Canvas
import android.graphics.Color
import android.graphics.DashPathEffect
import android.graphics.Paint
import android.graphics.Path
import swafoto.Ink
import swafoto.Shape

/** Paints the core's vector pictures, for overlay and pictograms alike. */
internal class ShapePainter(private val theme: SelfieTheme) {
    private val paint = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        strokeCap = Paint.Cap.ROUND
        strokeJoin = Paint.Join.ROUND
    }
    private val path = Path()

    /** Paints `shapes`, the first below the others. */
    fun draw(canvas: Canvas, shapes: List<Shape>) {
        for (shape in shapes) {
            trace(shape)
            paint.style = if (shape.lineWidth > 0) Paint.Style.STROKE else Paint.Style.FILL
            paint.strokeWidth = shape.lineWidth
            paint.pathEffect = if (shape.dash > 0) DashPathEffect(floatArrayOf(shape.dash, shape.dash), 0f) else null
            paint.color = colour(shape.ink)
            paint.alpha = (Color.alpha(paint.color) * shape.opacity).toInt()
            canvas.drawPath(path, paint)
        }
    }

    private fun trace(shape: Shape) {
        path.rewind()
        path.fillType = Path.FillType.EVEN_ODD
        for (contour in shape.contours) {
            contour.forEachIndexed { index, (x, y) -> if (index == 0) path.moveTo(x, y) else path.lineTo(x, y) }
            if (shape.closed && contour.isNotEmpty()) path.close()
        }
    }

    private fun colour(ink: Ink): Int = when (ink) {
        Ink.WHITE -> Color.WHITE
        Ink.BLACK -> Color.BLACK
        Ink.TEXT -> theme.text
        Ink.ACCENT -> theme.accent
    }
}
