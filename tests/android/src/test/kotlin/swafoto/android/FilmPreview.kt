package swafoto.android

import android.content.Context
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Matrix
import android.graphics.Paint
import android.view.View
import swafoto.Planes
import kotlin.math.max

/** Shows the film's latest frame as a front camera's preview does: mirrored, filling the view. */
class FilmPreview(context: Context) : View(context) {
    private var bitmap: Bitmap? = null

    /** Shows an upright frame. */
    fun show(planes: Planes, frameWidth: Int, frameHeight: Int) {
        bitmap = bitmapOf(planes, frameWidth, frameHeight)
    }

    override fun onDraw(canvas: Canvas) {
        val bitmap = bitmap ?: return
        val scale = max(width / bitmap.width.toFloat(), height / bitmap.height.toFloat())
        val matrix = Matrix().apply {
            setTranslate(-bitmap.width / 2f, -bitmap.height / 2f)
            postScale(-scale, scale)
            postTranslate(width / 2f, height / 2f)
        }
        canvas.drawBitmap(bitmap, matrix, Paint(Paint.FILTER_BITMAP_FLAG))
    }
}

/** A BT.601 full-range picture in colours. */
fun bitmapOf(planes: Planes, width: Int, height: Int): Bitmap {
    val colours = IntArray(width * height) { index ->
        val chroma = index / width / 2 * ((width + 1) / 2) + index % width / 2
        val y = planes.y.get(index).toInt() and 0xFF
        val u = (planes.u.get(chroma).toInt() and 0xFF) - 128
        val v = (planes.v.get(chroma).toInt() and 0xFF) - 128
        val channel = { value: Double -> value.toInt().coerceIn(0, 255) }
        val red = channel(y + 1.402 * v)
        val green = channel(y - 0.344136 * u - 0.714136 * v)
        val blue = channel(y + 1.772 * u)
        (0xFF shl 24) or (red shl 16) or (green shl 8) or blue
    }
    return Bitmap.createBitmap(colours, width, height, Bitmap.Config.ARGB_8888)
}
