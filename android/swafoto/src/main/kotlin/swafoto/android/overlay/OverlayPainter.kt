package swafoto.android.overlay

import android.graphics.Canvas
import android.graphics.Color
import android.graphics.DashPathEffect
import android.graphics.Paint
import android.graphics.Path
import android.graphics.PathMeasure
import kotlin.math.min

/**
 * Draws an [OverlayPicture]. Every line is white on a wider black one: it is seen on any face and any wall.
 *
 * @param density pixels a dp.
 */
internal class OverlayPainter(private val density: Float) {
    private val line = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        style = Paint.Style.STROKE
        strokeCap = Paint.Cap.ROUND
        strokeJoin = Paint.Join.ROUND
    }
    private val surround = Paint(Paint.ANTI_ALIAS_FLAG).apply { color = Color.WHITE }
    private val dashes = DashPathEffect(floatArrayOf(dp(14), dp(12)), 0f)
    private val path = Path()
    private val part = Path()
    private val measure = PathMeasure()

    fun draw(canvas: Canvas, picture: OverlayPicture) {
        val (width, height) = canvas.width.toFloat() to canvas.height.toFloat()
        trace(picture.outline)
        if (picture.lit) light(canvas, width, height, picture.outline.isNotEmpty())
        when (picture.mark) {
            OverlayMark.SEARCHING -> corners(canvas, width, height)
            OverlayMark.GUIDING -> stroke(canvas, path, THIN, dashed = true)
            OverlayMark.HOLDING -> hold(canvas, picture.progress)
            OverlayMark.VERIFYING -> double(canvas)
            OverlayMark.ACCEPTED -> tick(canvas, width, height)
            OverlayMark.EXITED -> cross(canvas, width, height)
        }
    }

    private fun trace(outline: FloatArray) {
        path.rewind()
        for (index in outline.indices step 2) {
            if (index == 0) path.moveTo(outline[0], outline[1]) else path.lineTo(outline[index], outline[index + 1])
        }
        if (outline.isNotEmpty()) path.close()
    }

    /** White around the face, or a white frame where there is none. */
    private fun light(canvas: Canvas, width: Float, height: Float, face: Boolean) {
        part.rewind()
        part.fillType = Path.FillType.EVEN_ODD
        part.addRect(0f, 0f, width, height, Path.Direction.CW)
        if (face) {
            part.addPath(path)
        } else {
            val rim = min(width, height) * RIM
            part.addRect(rim, rim, width - rim, height - rim, Path.Direction.CW)
        }
        surround.alpha = if (face) VEIL else OPAQUE
        canvas.drawPath(part, surround)
        part.fillType = Path.FillType.WINDING
    }

    private fun corners(canvas: Canvas, width: Float, height: Float) {
        val inset = min(width, height) * INSET
        val arm = min(width, height) * ARM
        part.rewind()
        for ((x, towards) in listOf(inset to arm, width - inset to -arm)) {
            for ((y, down) in listOf(height * UNDER_TEXT to arm, height - inset to -arm)) {
                part.moveTo(x + towards, y)
                part.lineTo(x, y)
                part.lineTo(x, y + down)
            }
        }
        stroke(canvas, part, THIN)
    }

    private fun hold(canvas: Canvas, progress: Float) {
        stroke(canvas, path, THIN)
        measure.setPath(path, true)
        part.rewind()
        measure.getSegment(0f, measure.length * progress, part, true)
        stroke(canvas, part, THICK)
    }

    private fun double(canvas: Canvas) {
        stroke(canvas, path, THICK)
        line.color = Color.BLACK
        line.strokeWidth = dp(THIN)
        canvas.drawPath(path, line)
    }

    private fun tick(canvas: Canvas, width: Float, height: Float) {
        val size = min(width, height) * SIGN
        part.rewind()
        part.moveTo(width / 2 - size, height / 2)
        part.lineTo(width / 2 - size / 3, height / 2 + size * 2 / 3)
        part.lineTo(width / 2 + size, height / 2 - size * 2 / 3)
        stroke(canvas, part, THICK)
    }

    private fun cross(canvas: Canvas, width: Float, height: Float) {
        val size = min(width, height) * SIGN * 2 / 3
        part.rewind()
        for (side in listOf(-size, size)) {
            part.moveTo(width / 2 - size, height / 2 - side)
            part.lineTo(width / 2 + size, height / 2 + side)
        }
        stroke(canvas, part, THICK)
    }

    private fun stroke(canvas: Canvas, path: Path, width: Int, dashed: Boolean = false) {
        line.pathEffect = if (dashed) dashes else null
        line.color = Color.BLACK
        line.strokeWidth = dp(width + HALO)
        canvas.drawPath(path, line)
        line.color = Color.WHITE
        line.strokeWidth = dp(width)
        canvas.drawPath(path, line)
        line.pathEffect = null
    }

    private fun dp(value: Int) = value * density

    private companion object {
        const val THIN = 3
        const val THICK = 9
        const val HALO = 3

        /** Shares of the view's shorter side. */
        const val INSET = 0.12f
        const val ARM = 0.14f

        /** Share of the view's height that the text may take. */
        const val UNDER_TEXT = 0.25f
        const val SIGN = 0.18f
        const val RIM = 0.1f

        /** The veil lets the room be seen, so that nobody stumbles. */
        const val VEIL = 215
        const val OPAQUE = 255
    }
}
