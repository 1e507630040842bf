package swafoto.android.view

import android.content.Context
import android.util.TypedValue
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import swafoto.CoveringText
import swafoto.android.R
import swafoto.android.guidance.Words
import kotlin.math.max

/**
 * The question whether the head is covered, its two buttons, and what follows from yes. Where the texts would take too much
 * room they scroll, each for itself, and the buttons stay.
 *
 * @param answer called when a button is pressed.
 */
internal class QuestionView(context: Context, answer: (covered: Boolean) -> Unit) : LinearLayout(context) {
    /** The most of the height that it takes, unless the buttons need more. */
    var share = 1f

    private val question = TextView(context).apply {
        id = R.id.swafoto_question
        write(QUESTION_SP)
        // A screen reader speaks the text when it changes, and only then; after the hint that changed with it.
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
    }
    private val yes = button(R.id.swafoto_question_yes) { answer(true) }
    private val no = button(R.id.swafoto_question_no) { answer(false) }
    private val note = TextView(context).apply {
        id = R.id.swafoto_question_note
        write(NOTE_SP)
    }
    private val buttons = LinearLayout(context)
    private val scrolls = listOf(question, note).map(::scrolling)
    private val texts =
        mapOf(CoveringText.QUESTION to question, CoveringText.YES to yes, CoveringText.NO to no, CoveringText.NOTE to note)

    init {
        orientation = VERTICAL
        visibility = View.GONE
        layOnCard()
        for (button in listOf(yes, no)) buttons.addView(button, LayoutParams(WRAP_CONTENT, WRAP_CONTENT, 1f))
        val space = pixels(SPACE_DP)
        val between = LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { setMargins(0, space, 0, space) }
        addView(scrolls.first(), LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        addView(buttons, between)
        addView(scrolls.last(), LayoutParams(MATCH_PARENT, WRAP_CONTENT))
    }

    /** Asks in `words`, or no longer; nothing happens where it does so already. */
    fun ask(words: Words?) {
        if ((words != null) == (visibility == View.VISIBLE)) return
        visibility = if (words == null) View.GONE else View.VISIBLE
        for ((text, view) in texts) view.text = words?.of(text)
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val width = MeasureSpec.getSize(widthMeasureSpec) - paddingLeft - paddingRight
        val room = MeasureSpec.getSize(heightMeasureSpec)
        for (scroll in scrolls) {
            scroll.measure(MeasureSpec.makeMeasureSpec(width, MeasureSpec.EXACTLY), FREE)
            // Of too little room each text bears its share.
            (scroll.layoutParams as LayoutParams).weight = scroll.measuredHeight.toFloat()
        }
        val least = layButtons(width) + 2 * pixels(SPACE_DP) + paddingTop + paddingBottom + LEAST_LINES * question.lineHeight
        val most = max((room * share).toInt(), least).coerceAtMost(room)
        super.onMeasure(widthMeasureSpec, MeasureSpec.makeMeasureSpec(most, MeasureSpec.AT_MOST))
    }

    /** Lays the buttons side by side, or one under the other where they need more than `width`. Returns their height. */
    private fun layButtons(width: Int): Int {
        for (button in listOf(yes, no)) button.measure(FREE, FREE)
        val beside = yes.measuredWidth + no.measuredWidth <= width
        buttons.orientation = if (beside) HORIZONTAL else VERTICAL
        for (button in listOf(yes, no)) {
            button.layoutParams.width = if (beside) WRAP_CONTENT else MATCH_PARENT
            (button.layoutParams as LayoutParams).weight = if (beside) 1f else 0f
        }
        buttons.measure(MeasureSpec.makeMeasureSpec(width, MeasureSpec.EXACTLY), FREE)
        return buttons.measuredHeight
    }

    private fun button(id: Int, press: () -> Unit) = Button(context).apply {
        this.id = id
        isAllCaps = false
        setTextSize(TypedValue.COMPLEX_UNIT_SP, BUTTON_SP)
        minHeight = pixels(BUTTON_DP)
        minimumHeight = pixels(BUTTON_DP)
        // A long word fits also beside the face.
        setPadding(pixels(BUTTON_PADDING_DP), paddingTop, pixels(BUTTON_PADDING_DP), paddingBottom)
        setOnClickListener { press() }
    }

    private fun scrolling(text: View) = ScrollView(context).apply {
        isScrollbarFadingEnabled = false
        addView(text)
    }

    private companion object {
        const val QUESTION_SP = 18f
        const val BUTTON_SP = 16f
        const val NOTE_SP = 14f
        const val BUTTON_DP = 48
        const val BUTTON_PADDING_DP = 4
        const val SPACE_DP = 8

        /** Lines of the question that are seen without scrolling, however little room there is. */
        const val LEAST_LINES = 2

        val FREE = MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED)
    }
}
