package swafoto.android.overlay

import kotlin.math.max

/**
 * From an upright, unmirrored frame to a view that the same picture fills, centred and cut where the shapes differ.
 *
 * It is the same in every writing direction: a face does not change sides with the language.
 */
internal class PreviewMapping(
    private val frameWidth: Float,
    frameHeight: Float,
    viewWidth: Float,
    viewHeight: Float,
    private val mirrored: Boolean,
) {
    private val scale = max(viewWidth / frameWidth, viewHeight / frameHeight)
    private val left = (viewWidth - frameWidth * scale) / 2
    private val top = (viewHeight - frameHeight * scale) / 2

    /** View pixels to the right of the view's left edge. */
    fun x(frameX: Float): Float = left + scale * (if (mirrored) frameWidth - frameX else frameX)

    /** View pixels below the view's top edge. */
    fun y(frameY: Float): Float = top + scale * frameY
}
