package swafoto.android.view

import android.content.Context
import android.view.View
import android.view.ViewGroup
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.LinearLayout
import android.widget.ScrollView
import swafoto.Action
import swafoto.Button
import swafoto.Card
import swafoto.Screen
import swafoto.android.R
import kotlin.math.max

/**
 * What stands below, under the thumb: cards, question, note and buttons. Where room is short all but the buttons can be scrolled.
 *
 * @param press called when a button is pressed.
 * @param answer called when the question is answered.
 */
internal class SheetView(
    context: Context,
    private val theme: SelfieTheme,
    private val press: (Action) -> Unit,
    answer: (covered: Boolean) -> Unit,
) : LinearLayout(context) {
    /** The text above the rest; nothing where it stands elsewhere. */
    var heading: View? = null
        set(value) {
            if (field === value) return
            field?.let(content::removeView)
            field = value
            value?.let { content.addView(it, 0, below(SPACE_DP)) }
        }

    /** The share of the height that it takes at most, unless question and buttons need more; nothing where it takes all. */
    var share: Float? = null

    private val content = LinearLayout(context).apply { orientation = VERTICAL }
    private val scroll = ScrollView(context).apply {
        isScrollbarFadingEnabled = false
        addView(content)
    }
    private val fixed = LinearLayout(context).apply {
        orientation = VERTICAL
        setPadding(0, pixels(SMALL_DP), 0, 0)
    }
    private val cards = LinearLayout(context).apply { orientation = VERTICAL }
    private val question = textView(context, theme, QUESTION_SP, strong = true).apply { id = R.id.swafoto_question }
    private val answers = AnswersView(context, theme, answer)
    private val afterwards = textView(context, theme, NOTE_SP).apply { id = R.id.swafoto_question_note }
    private val note = textView(context, theme, NOTE_SP).apply { id = R.id.swafoto_note }
    private val buttons = LinearLayout(context).apply { orientation = VERTICAL }
    private var shown: Pair<List<Card>, Boolean>? = null
    private var offered = emptyList<Button>()

    init {
        id = R.id.swafoto_sheet
        orientation = VERTICAL
        for (part in listOf(question, answers, afterwards, cards, note)) content.addView(part, below(SMALL_DP))
        fixed.addView(buttons, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        addView(scroll, LayoutParams(MATCH_PARENT, 0, 1f))
        addView(fixed, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
    }

    fun show(screen: Screen) {
        if (shown != screen.cards to screen.waits) {
            shown = screen.cards to screen.waits
            cards.removeAllViews()
            val numbered = screen.waits && screen.cards.size > 1
            screen.cards.forEachIndexed { index, card ->
                cards.addView(CardView(context, theme, card, (index + 1).takeIf { numbered }), below(SMALL_DP))
            }
        }
        cards.visibleIf(screen.cards.isNotEmpty())
        question.text = screen.question?.text
        afterwards.text = screen.question?.note
        screen.question?.let(answers::show)
        for (part in listOf(question, answers, afterwards)) part.visibleIf(screen.question != null)
        note.text = screen.note
        note.visibleIf(screen.note.isNotEmpty())
        offer(screen.buttons)
    }

    private fun offer(wanted: List<Button>) {
        if (wanted == offered) return
        offered = wanted
        buttons.removeAllViews()
        wanted.forEachIndexed { index, wish ->
            // Leaving is never what most will want.
            val look = if (index == 0 && wish.action != Action.LEAVE) ButtonLook.FILLED else ButtonLook.PLAIN
            val button = button(context, theme, look) { press(wish.action) }.apply { text = wish.label }
            buttons.addView(button, LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { topMargin = pixels(SMALL_DP).takeIf { index > 0 } ?: 0 })
        }
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val (width, room) = MeasureSpec.getSize(widthMeasureSpec) to MeasureSpec.getSize(heightMeasureSpec)
        val side = max(pixels(SPACE_DP), (width - pixels(WIDEST_DP)) / 2)
        setPadding(side, paddingTop, side, paddingBottom)
        val within = MeasureSpec.makeMeasureSpec(width - 2 * side, MeasureSpec.EXACTLY)
        // The answers belong between question and note; where that would have them scrolled away, they stay below.
        keepAnswers(inside = true)
        val most = share?.let { (room * it).toInt() } ?: room
        if (question.visibility == VISIBLE && height(content, within) + height(fixed, within) + paddingTop + paddingBottom > most) {
            keepAnswers(inside = false)
        }
        val least = height(fixed, within) + paddingTop + paddingBottom + if (content.isEmpty) 0 else LEAST_LINES * question.lineHeight
        val tall = max(most, least).coerceAtMost(room)
        val mode = if (share == null) MeasureSpec.EXACTLY else MeasureSpec.AT_MOST
        super.onMeasure(widthMeasureSpec, MeasureSpec.makeMeasureSpec(tall, mode))
    }

    private fun height(view: View, widthSpec: Int): Int {
        view.measure(widthSpec, MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED))
        return view.measuredHeight
    }

    private val ViewGroup.isEmpty get() = (0 until childCount).all { getChildAt(it).visibility == GONE }

    private fun keepAnswers(inside: Boolean) {
        val parent = if (inside) content else fixed
        if (answers.parent === parent) return
        (answers.parent as ViewGroup).removeView(answers)
        val index = if (inside) content.indexOfChild(question) + 1 else 0
        parent.addView(answers, index, below(SMALL_DP))
    }

    private fun below(spaceDp: Int) = LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { bottomMargin = pixels(spaceDp) }

    private fun View.visibleIf(visible: Boolean) {
        visibility = if (visible) VISIBLE else GONE
    }

    private companion object {
        const val QUESTION_SP = 18f
        const val NOTE_SP = 14f

        /** Lines longer than this are hard to follow. */
        const val WIDEST_DP = 560

        /** Lines of the question that are seen without scrolling, however little room there is. */
        const val LEAST_LINES = 2
    }
}
