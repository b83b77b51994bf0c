# 𝄞 What a basket is kept in.
variable "region" {
  type    = string
  default = "eu-west-1"
}

resource "aws_s3_bucket" "basket" {
  bucket = "basket-${var.region}-🧺"
  tags = {
    name  = upper("basket")
    count = length(var.items) > 0 ? 1 : 0
  }

  dynamic "rule" {
    for_each = [for item in var.items : item.name if item.is_fresh]
    content {
      note = <<-EOT
        two 🍞
        lines
      EOT
    }
  }
}
