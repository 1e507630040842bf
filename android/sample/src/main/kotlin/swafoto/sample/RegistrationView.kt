package swafoto.sample

import android.content.Context
import android.graphics.BitmapFactory
import android.text.InputType
import android.view.View
import android.widget.Button
import android.widget.EditText
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.Switch
import android.widget.TextView
import swafoto.android.SelfiePhoto

/** The form and, under it, the photo. */
class RegistrationView(context: Context, takePhoto: () -> Unit) : ScrollView(context) {
    private val numberField = field(R.id.sample_number, R.string.sample_number, InputType.TYPE_CLASS_NUMBER)
    private val covering = Switch(context).apply {
        id = R.id.sample_covering
        setText(R.string.sample_covering)
        minHeight = (TOUCH_DP * resources.displayMetrics.density).toInt()
    }
    private val take = Button(context).apply {
        id = R.id.sample_take
        setText(R.string.sample_take)
        setOnClickListener { takePhoto() }
    }
    private val outcome = TextView(context).apply {
        id = R.id.sample_outcome
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
    }
    private val photoView = ImageView(context).apply {
        id = R.id.sample_photo
        contentDescription = context.getString(R.string.sample_photo)
        adjustViewBounds = true
    }

    /** What was typed, as the institution's reference. */
    val number: String get() = numberField.text.toString()

    /** Whether the person says here that they cover their head. Who does not is asked by the session where it matters. */
    val coversHead: Boolean get() = covering.isChecked

    init {
        // Android's bars lie over the window as of Android 15.
        fitsSystemWindows = true
        val column = LinearLayout(context).apply { orientation = LinearLayout.VERTICAL }
        val name = field(R.id.sample_name, R.string.sample_name, PERSON)
        for (child in listOf(name, numberField, covering, take, outcome, photoView)) column.addView(child)
        addView(column)
    }

    /** Shows the photo, and wipes what it was made of. */
    fun showAccepted(photo: SelfiePhoto) = photo.use {
        outcome.setText(R.string.sample_accepted)
        photoView.setImageBitmap(BitmapFactory.decodeByteArray(it.jpeg, 0, it.jpeg.size))
        take.setText(R.string.sample_retake)
    }

    /** Offers to take only the photo again. */
    fun showRefused() {
        outcome.setText(R.string.sample_refused)
        photoView.setImageBitmap(null)
        take.setText(R.string.sample_retake)
    }

    private fun field(id: Int, hint: Int, type: Int) = EditText(context).apply {
        this.id = id
        setHint(hint)
        inputType = type
        setSingleLine()
    }
}

private const val TOUCH_DP = 48
private const val PERSON = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_VARIATION_PERSON_NAME
