"""What can be looked at again and taken along: charts, copies, worksheets."""
