"""The texts of pages in other languages than Vietnamese: `<code>/LC_MESSAGES/messages.po`, and how it is kept."""
