package swafoto.android.view

import android.content.Context
import android.graphics.Rect
import android.util.TypedValue
import android.view.ViewGroup
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.LinearLayout
import android.widget.ScrollView
import swafoto.Action
import swafoto.Screen
import swafoto.android.R

/**
 * Draws a [Screen]. Over the camera's picture the text stands at the top, near the lens, where the person looks, and the rest in a
 * sheet at the bottom, under the thumb; beside the picture or without one all of it stands in one column.
 *
 * @param press called when a button is pressed.
 * @param answer called when the question is answered.
 */
internal class PanelView(
    context: Context,
    private val theme: SelfieTheme,
    press: (Action) -> Unit,
    answer: (covered: Boolean) -> Unit,
) : LinearLayout(context) {
    private val text = textView(context, theme, HINT_SP, strong = true).apply { id = R.id.swafoto_text }
    private val top = ScrollView(context)
    private val sheet = SheetView(context, theme, press, answer)
    private var screen: Screen? = null

    /** What Android's bars and the camera's hole cover of it, in pixels. */
    var covered = Rect()
        set(value) {
            field = value
            arrange()
        }

    /** Whether it stands beside the camera's picture, rather than over it. */
    var beside = false
        set(value) {
            if (field == value) return
            field = value
            arrange()
        }

    init {
        orientation = VERTICAL
        addView(top, LayoutParams(MATCH_PARENT, 0, 1f))
        addView(sheet, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
    }

    fun show(screen: Screen) {
        this.screen = screen
        text.text = screen.text
        sheet.show(screen)
        arrange()
    }

    private fun arrange() {
        val screen = screen ?: return
        val (space, small) = pixels(SPACE_DP) to pixels(SMALL_DP)
        val column = beside || !screen.showsCamera
        text.visibility = if (screen.text.isEmpty()) GONE else VISIBLE
        text.setTextSize(TypedValue.COMPLEX_UNIT_SP, if (screen.showsCamera) HINT_SP else HEADING_SP)
        top.visibility = if (column) GONE else VISIBLE
        if (column) {
            if (text.parent === top) top.removeView(text)
            text.background = null
            text.setPadding(0, 0, 0, 0)
            sheet.heading = text
        } else {
            sheet.heading = null
            if (text.parent == null) top.addView(text)
            text.surface(theme.surface, CORNER_DP)
            text.setPadding(space, space, space, space)
        }
        val above = if (screen.showsCamera) space else pixels(AIR_DP)
        top.setPadding(space + covered.left, small + covered.top, space + covered.right, space)
        setPadding(if (column) covered.left else 0, 0, if (column) covered.right else 0, 0)
        sheet.share = SHARE.takeUnless { column }
        sheet.layoutParams = LayoutParams(MATCH_PARENT, if (column) MATCH_PARENT else WRAP_CONTENT)
        sheet.surface(theme.surface, if (column) 0 else CORNER_DP, topOnly = true)
        if (!screen.showsCamera) sheet.background = null
        sheet.setPadding(space, if (column) above + covered.top else space, space, small + covered.bottom)
        (text.layoutParams as ViewGroup.LayoutParams).width = MATCH_PARENT
    }

    private companion object {
        const val HINT_SP = 22f
        const val HEADING_SP = 26f

        /** Above the heading of a page without a picture. */
        const val AIR_DP = 48

        /** Of the height, for the sheet over the camera's picture. */
        const val SHARE = 0.6f
    }
}
