using ElasticDns.Web.Features.ServiceList;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Features.ServiceList;

public sealed class ServiceExportTests
{
    [Theory]
    [InlineData("Back office", "Back office")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("one\nmore", "\"one\nmore\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+31 20", "\"'+31 20\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("a=1", "a=1")]
    public void A_field_of_CSV_is_quoted_where_it_must_be_and_is_never_a_formula(string text, string field) => Assert.Equal(field, TableText.Csv(text));

    [Theory]
    [InlineData("Back office", "Back office")]
    [InlineData("a|b", "a\\|b")]
    [InlineData("a\\|b", "a\\\\\\|b")]
    [InlineData("two\nlines\r\nand three", "two<br>lines<br>and three")]
    [InlineData("<script>", "\\<script\\>")]
    [InlineData("[x](y) `z` *b* _i_ ~s~ &amp; #1", "\\[x\\](y) \\`z\\` \\*b\\* \\_i\\_ \\~s\\~ \\&amp; \\#1")]
    public void A_cell_of_Markdown_stays_one_cell_of_plain_text(string text, string cell) => Assert.Equal(cell, TableText.Markdown(text));
}
