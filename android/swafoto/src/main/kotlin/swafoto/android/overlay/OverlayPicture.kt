package swafoto.android.overlay

import swafoto.State
import swafoto.android.SelfieResult
import swafoto.android.photoOrNull
import swafoto.android.session.Guidance

/** What the overlay shows. Each has a shape of its own, so that none is told from another by colour. */
internal enum class OverlayMark {
    /** Corners of a picture frame: nobody is seen yet. */
    SEARCHING,

    /** The face in a broken line: something is still to be done. */
    GUIDING,

    /** The face in a closed line that a thicker one follows: hold. */
    HOLDING,

    /** The face in a double line: the photo is being taken. */
    VERIFYING,

    /** A tick. */
    ACCEPTED,

    /** A cross. */
    EXITED,
}

/**
 * The overlay in view pixels.
 *
 * @property outline x and y in turns, a closed loop; empty without a face.
 * @property progress how much of the hold is over, 0 to 1.
 * @property lit whether the surround is white, to light the face.
 */
internal class OverlayPicture(val mark: OverlayMark, val outline: FloatArray, val progress: Float, val lit: Boolean) {
    companion object {
        /** A sign for a session that has ended. */
        fun of(result: SelfieResult): OverlayPicture {
            val mark = if (result.photoOrNull == null) OverlayMark.EXITED else OverlayMark.ACCEPTED
            return OverlayPicture(mark, FloatArray(0), progress = 1f, lit = false)
        }

        fun of(guidance: Guidance, viewWidth: Int, viewHeight: Int, mirrored: Boolean, lit: Boolean): OverlayPicture {
            val update = guidance.update
            val seen = update.outline.isNotEmpty() && guidance.frameWidth > 0 && guidance.frameHeight > 0
            val mark = when (update.state) {
                State.SEARCHING -> OverlayMark.SEARCHING
                State.GUIDING -> if (seen) OverlayMark.GUIDING else OverlayMark.SEARCHING
                State.HOLDING -> OverlayMark.HOLDING
                State.VERIFYING -> OverlayMark.VERIFYING
                State.ACCEPTED -> OverlayMark.ACCEPTED
                State.EXITED -> OverlayMark.EXITED
            }
            if (!seen) return OverlayPicture(mark, FloatArray(0), update.progress, lit)
            val mapping = PreviewMapping(
                guidance.frameWidth.toFloat(),
                guidance.frameHeight.toFloat(),
                viewWidth.toFloat(),
                viewHeight.toFloat(),
                mirrored,
            )
            val outline = FloatArray(update.outline.size * 2)
            update.outline.forEachIndexed { index, point ->
                outline[2 * index] = mapping.x(point.x)
                outline[2 * index + 1] = mapping.y(point.y)
            }
            return OverlayPicture(mark, outline, update.progress, lit)
        }
    }
}
